/** `T` with every key that may be `undefined` made optional instead. */
export type Present<T> = {
  [K in keyof T as undefined extends T[K] ? never : K]: T[K];
} & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The object without its undefined values: what is not known is left out. */
export function present<T extends object>(value: T): Present<T>;
export function present(value: Readonly<Record<string, unknown>>): object {
  const known: Record<string, unknown> = {};
  for (const key of Object.keys(value)) if (value[key] !== undefined) known[key] = value[key];
  return known;
}
