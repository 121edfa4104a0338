import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** Figures of AES-256-GCM: NIST SP 800-38D. */
const cipher = "aes-256-gcm";
const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;

export interface Sealed {
  iv: Buffer;
  data: Buffer;
  tag: Buffer;
}

/** @param bound what the ciphertext is bound to: it opens in no other place */
export function seal(key: Uint8Array, plain: Uint8Array, bound: string): Sealed {
  const iv = randomBytes(ivBytes);
  const sealing = createCipheriv(cipher, key, iv).setAAD(Buffer.from(bound, "utf8"));
  const data = Buffer.concat([sealing.update(plain), sealing.final()]);
  return { iv, data, tag: sealing.getAuthTag() };
}

/** @throws Error when key, place or ciphertext are not those it was sealed with */
export function unseal(key: Uint8Array, { iv, data, tag }: Sealed, bound: string): Buffer {
  const opening = createDecipheriv(cipher, key, iv, { authTagLength: tagBytes });
  opening.setAAD(Buffer.from(bound, "utf8")).setAuthTag(tag);
  return Buffer.concat([opening.update(data), opening.final()]);
}

export function newDataKey(): Buffer {
  return randomBytes(keyBytes);
}

/** The first 8 hexadecimal digits of the key's SHA-256: enough to tell an operator's keys apart, and it says nothing of them. */
export function masterKeyIdOf(key: Uint8Array): string {
  return createHash("sha256").update(key).digest("hex").slice(0, 8);
}

/** The operator's keys of 32 bytes each. */
export interface MasterKeys {
  current: Uint8Array;
  /** still read */
  previous: readonly Uint8Array[];
}

/** A key as it is kept, and under which of the operator's keys. */
export interface WrappedKey {
  wrapped: Uint8Array<ArrayBuffer>;
  masterKeyId: string;
}

/** The operator's keys, which wrap the keys of people. */
export interface KeyRing {
  /** under which whatever is new is wrapped */
  readonly currentId: string;
  /** of all its keys, the current one first */
  ids(): string[];
  has(masterKeyId: string): boolean;
  wrap(dataKey: Uint8Array, bound: string): WrappedKey;
  /** @throws MissingMasterKey, DamagedKey */
  unwrap(wrapped: Uint8Array, masterKeyId: string, bound: string): Buffer;
}

export class MissingMasterKey extends Error {
  readonly masterKeyId: string;

  constructor(masterKeyId: string) {
    super(`A person's key is wrapped by the key ${masterKeyId}, which this process does not have`);
    this.name = "MissingMasterKey";
    this.masterKeyId = masterKeyId;
  }
}

/** What is kept of a person's key is not what the operator's key wrapped for this place. */
export class DamagedKey extends Error {
  constructor(masterKeyId: string, cause: unknown) {
    super(`A person's key does not open with the key ${masterKeyId}, which it names`, { cause });
    this.name = "DamagedKey";
  }
}

/** @param keys of 32 bytes each: the current one, then those that are still read */
export function createKeyRing(current: Uint8Array, ...previous: Uint8Array[]): KeyRing {
  return openKeyRing(() => ({ current, previous }));
}

/**
 * @param read the keys as they are now. It is asked each time that something is wrapped or a key is missing, since another
 *   process may have changed them; so it has to be quick.
 */
export function openKeyRing(read: () => MasterKeys): KeyRing {
  // A key that was dropped stays here: a transaction that began before may still meet what it wrapped.
  const keys = new Map<string, Uint8Array>();
  const refresh = () => {
    const { current, previous } = read();
    for (const key of [current, ...previous]) keys.set(masterKeyIdOf(key), key);
    return { id: masterKeyIdOf(current), key: current };
  };
  const find = (masterKeyId: string) => {
    if (!keys.has(masterKeyId)) refresh();
    return keys.get(masterKeyId);
  };
  refresh();
  return {
    get currentId() {
      return refresh().id;
    },
    ids() {
      const { id } = refresh();
      return [id, ...[...keys.keys()].filter((other) => other !== id)];
    },
    has: (masterKeyId) => find(masterKeyId) !== undefined,
    wrap(dataKey, bound) {
      const { id, key } = refresh();
      const { iv, tag, data } = seal(key, dataKey, bound);
      return { wrapped: new Uint8Array(Buffer.concat([iv, tag, data])), masterKeyId: id };
    },
    unwrap(wrapped, masterKeyId, bound) {
      const key = find(masterKeyId);
      if (!key) throw new MissingMasterKey(masterKeyId);
      const bytes = Buffer.from(wrapped);
      const [iv, tag] = [bytes.subarray(0, ivBytes), bytes.subarray(ivBytes, ivBytes + tagBytes)];
      try {
        return unseal(key, { iv, tag, data: bytes.subarray(ivBytes + tagBytes) }, bound);
      } catch (cause) {
        throw new DamagedKey(masterKeyId, cause);
      }
    },
  };
}
