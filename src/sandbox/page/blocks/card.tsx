import type { CardBlock, CarouselBlock } from "@slack/types";
import { useRef } from "preact/hooks";
import { blockIdOf } from "../form/fields.ts";
import { Icon } from "../kit/icon.tsx";
import { TextObject } from "../text/rich.tsx";
import { BlockPicture } from "./block-picture.tsx";
import { BlockButton } from "./button.tsx";

/** A `card`. */
export function Card({ block, blockId }: { block: CardBlock; blockId: string }) {
  const { hero_image: hero, icon, title, subtitle, body, actions = [] } = block;
  return (
    <div class="card">
      {hero !== undefined && <BlockPicture image={hero} alt={hero.alt_text} class="card-hero" />}
      <div class="card-inside">
        <div class="card-top">
          {icon !== undefined && <BlockPicture image={icon} alt={icon.alt_text} class="card-icon" />}
          <div>
            {title !== undefined && (
              <div class="card-title">
                <TextObject text={title} />
              </div>
            )}
            {subtitle !== undefined && (
              <div class="card-subtitle">
                <TextObject text={subtitle} />
              </div>
            )}
          </div>
        </div>
        {body !== undefined && (
          <div class="card-body">
            <TextObject text={body} />
          </div>
        )}
        {actions.length > 0 && (
          <div class="actions">
            {actions.map((button, at) => (
              <BlockButton key={button.action_id ?? at} element={button} blockId={blockId} at={at} />
            ))}
          </div>
        )}
      </div>
    </div>
  );
}

/** A `carousel`: cards side by side, turned by the arrows or by scrolling. */
export function Carousel({ block, blockId }: { block: CarouselBlock; blockId: string }) {
  const strip = useRef<HTMLDivElement>(null);
  const turn = (direction: 1 | -1) =>
    strip.current?.scrollBy({ left: direction * strip.current.clientWidth * 0.8, behavior: "smooth" });
  return (
    <section class="carousel" aria-label="Cards">
      <div ref={strip} class="carousel-strip">
        {block.elements.map((card, index) => {
          const id = card.block_id ?? `${blockId}-${index}`;
          return <Card key={id} block={card} blockId={blockIdOf(card, id)} />;
        })}
      </div>
      <div class="carousel-turns">
        <button type="button" class="icon-button small" aria-label="Previous cards" onClick={() => turn(-1)}>
          <Icon name="left" size={16} />
        </button>
        <button type="button" class="icon-button small" aria-label="Next cards" onClick={() => turn(1)}>
          <Icon name="right" size={16} />
        </button>
      </div>
    </section>
  );
}
