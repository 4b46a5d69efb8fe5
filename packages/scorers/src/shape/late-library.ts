/** A library that is loaded when a scorer that stands on it is used, and not at every start. */
export interface LateLibrary<T> {
  readonly load: () => Promise<void>;
  /** The library. Throws before it was loaded. */
  readonly get: () => T;
}

/** A library that `bring` imports at the first `load`. */
export function lateLibrary<T extends object>(bring: () => Promise<T>): LateLibrary<T> {
  let library: T | undefined;
  return {
    load: async () => {
      library ??= await bring();
    },
    get: () => {
      if (library === undefined)
        throw new Error('The library of this scorer is not loaded: await its `load` first');
      return library;
    },
  };
}
