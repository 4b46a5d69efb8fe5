/** Where definitions are read from: the working tree, or a commit. Paths are relative to the project folder, with `/`. */
export interface FileSource {
  /** Absolute path of the project folder. */
  readonly root: string;
  /** What is read, for people: the folder, or `<ref> of <folder>`. */
  readonly label: string;
  /** Files that match, relative to the project folder, sorted. Patterns start from `folder`. */
  readonly find: (patterns: readonly string[], folder: string) => Promise<readonly string[]>;
  /** The bytes of a file. Throws `FileTrouble`. */
  readonly open: (path: string) => AsyncIterable<Uint8Array>;
  /**
   * Reads parts of a file at once and again and again, also after its name went to another file; left out where
   * that takes long.
   */
  readonly keepOpen?: (path: string) => ReadPart;
}

/** Gives bytes of one file, in room that the next ones take. */
export type ReadPart = (part: FilePart) => Uint8Array;

/** Bytes of a file: where they begin, and how many they are. */
export interface FilePart {
  readonly from: number;
  readonly bytes: number;
}

/** Why a file of the user cannot be read. */
export class FileTrouble extends Error {
  override readonly name = 'FileTrouble';
  readonly code: 'missing' | 'outside' | 'unreadable';

  constructor(code: FileTrouble['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** Folders that hold no definitions. */
export const ignored: readonly string[] = ['**/node_modules/**', '**/.git/**', '**/.pawl/**'];

/** Byte order, the same on every machine. */
export function byBytes(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
