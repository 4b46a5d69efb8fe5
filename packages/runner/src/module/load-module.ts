import { createJiti } from 'jiti';

/** Loads a module of the project, TypeScript or JavaScript, by its absolute path; gives its namespace. */
export type LoadModule = (path: string) => Promise<unknown>;

/** A loader for modules of the project in `root`; each module is loaded once. */
export function moduleLoader(root: string): LoadModule {
  const jiti = createJiti(`${root}/`, { fsCache: false, interopDefault: false });
  return (path) => jiti.import(path);
}
