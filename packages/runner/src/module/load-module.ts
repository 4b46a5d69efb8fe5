import type { Jiti } from 'jiti';

/** Loads a module of the project, TypeScript or JavaScript, by its absolute path; gives its namespace. */
export type LoadModule = (path: string) => Promise<unknown>;

/** A loader for modules of the project in `root`; each module is loaded once. */
export function moduleLoader(root: string): LoadModule {
  let loader: Promise<Jiti> | undefined;
  return async (path) => {
    loader ??= openLoader(root);
    return (await loader).import(path);
  };
}

/** Only a project that has modules pays for the loader of TypeScript. */
async function openLoader(root: string): Promise<Jiti> {
  const { createJiti } = await import('jiti');
  return createJiti(`${root}/`, { fsCache: false, interopDefault: false });
}
