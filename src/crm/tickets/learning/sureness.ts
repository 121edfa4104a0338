/** How a margin turns into the chance of being right: 1 / (1 + exp(-(slope × margin + offset))). */
export interface Sureness {
  slope: number;
  offset: number;
}

/** What a guess was worth, tried on a text that had not been learned from. */
export interface Trial {
  margin: number;
  right: boolean;
}

/** Fewer trials than this say nothing. */
const fewestTrials = 20;
/** Trials that are made up: a guess that is no way ahead of the next best is as good as wrong, however lucky the real ones were. */
const madeUp = { least: 2, share: 0.02 };
const mostSteps = 50;

/**
 * Fits the chance of being right to trials by logistic regression (Platt, "Probabilistic outputs for support vector
 * machines", 1999), with his smoothed targets, so that a run of luck is not taken for certainty.
 * @returns null where there are too few trials to say
 */
export function fitSureness(real: readonly Trial[]): Sureness | null {
  if (real.length < fewestTrials) return null;
  const added = Math.max(madeUp.least, Math.round(real.length * madeUp.share));
  const trials = [...real, ...Array.from({ length: added }, (): Trial => ({ margin: 0, right: false }))];
  const right = trials.filter((trial) => trial.right).length;
  const wrong = trials.length - right;
  const targets = { right: (right + 1) / (right + 2), wrong: 1 / (wrong + 2) };
  let [slope, offset] = [1, Math.log((right + 1) / (wrong + 1))];
  for (let step = 0; step < mostSteps; step += 1) {
    // Newton's method, with a trace of a prior that keeps the matrix from being singular.
    let [bySlope, byOffset, slopes, both, offsets] = [0, 0, 1e-6, 0, 1e-6];
    for (const { margin, right: isRight } of trials) {
      const chance = chanceOf({ slope, offset }, margin);
      const excess = chance - (isRight ? targets.right : targets.wrong);
      const spread = chance * (1 - chance);
      bySlope += excess * margin;
      byOffset += excess;
      slopes += spread * margin * margin;
      both += spread * margin;
      offsets += spread;
    }
    const determinant = slopes * offsets - both * both;
    const [bySlopeStep, byOffsetStep] = [
      (offsets * bySlope - both * byOffset) / determinant,
      (slopes * byOffset - both * bySlope) / determinant,
    ];
    slope -= bySlopeStep;
    offset -= byOffsetStep;
    if (Math.abs(bySlopeStep) + Math.abs(byOffsetStep) < 1e-9) break;
  }
  // A larger margin never means less: where the trials say so, they say nothing.
  if (!Number.isFinite(slope) || !Number.isFinite(offset) || slope <= 0)
    return { slope: 0, offset: baseOffset(right, wrong) };
  return { slope, offset };
}

/** @returns 0 to 1 */
export function chanceOf({ slope, offset }: Sureness, margin: number): number {
  return 1 / (1 + Math.exp(-(slope * margin + offset)));
}

function baseOffset(right: number, wrong: number): number {
  return Math.log((right + 1) / (wrong + 1));
}
