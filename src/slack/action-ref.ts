/**
 * What a button means, declared apart from what it does, so that views can draw it and actions can handle it without
 * importing each other. A value travels as its parts joined by "|", because an overflow's option holds 75 characters; a
 * "|" within a part is written "%7C".
 */
export interface ActionRef<Key extends string = string> {
  id: string;
  keys: readonly Key[];
}

export type ActionValue<Key extends string> = Record<Key, string>;

export function actionRef<Key extends string = never>(id: string, ...keys: Key[]): ActionRef<Key> {
  return { id, keys };
}

export function encodeValue<Key extends string>(ref: ActionRef<Key>, value: ActionValue<Key>): string {
  return ref.keys.map((key) => value[key].replaceAll("%", "%25").replaceAll("|", "%7C")).join("|");
}

/** Null when the value is not of this action: a button of an older version. */
export function decodeValue<Key extends string>(ref: ActionRef<Key>, text: string): ActionValue<Key> | null {
  const parts = ref.keys.length === 0 ? [] : text.split("|");
  if (parts.length !== ref.keys.length) return null;
  const plain = parts.map((part) => part.replaceAll("%7C", "|").replaceAll("%25", "%"));
  return Object.fromEntries(ref.keys.map((key, index) => [key, plain[index]])) as ActionValue<Key>;
}
