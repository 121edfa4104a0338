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

/** The operator's keys, which wrap the keys of people. */
export interface KeyRing {
  /** under which whatever is new is wrapped */
  currentId: string;
  has(masterKeyId: string): boolean;
  wrap(dataKey: Uint8Array, bound: string): Uint8Array<ArrayBuffer>;
  /** @throws MissingMasterKey */
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

/** @param keys of 32 bytes each: the current one, then those that are still read */
export function createKeyRing(current: Uint8Array, ...previous: Uint8Array[]): KeyRing {
  const keys = new Map([...previous, current].map((key) => [masterKeyIdOf(key), key]));
  const currentId = masterKeyIdOf(current);
  return {
    currentId,
    has: (masterKeyId) => keys.has(masterKeyId),
    wrap(dataKey, bound) {
      const { iv, tag, data } = seal(current, dataKey, bound);
      return new Uint8Array(Buffer.concat([iv, tag, data]));
    },
    unwrap(wrapped, masterKeyId, bound) {
      const key = keys.get(masterKeyId);
      if (!key) throw new MissingMasterKey(masterKeyId);
      const bytes = Buffer.from(wrapped);
      const [iv, tag] = [bytes.subarray(0, ivBytes), bytes.subarray(ivBytes, ivBytes + tagBytes)];
      return unseal(key, { iv, tag, data: bytes.subarray(ivBytes + tagBytes) }, bound);
    },
  };
}
