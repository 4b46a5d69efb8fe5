/** Where a disk is mounted, and how. */
export interface Mount {
  readonly point: string;
  readonly options: readonly string[];
}

/** Reads `/proc/self/mounts`; what lies below `/proc` is the kernel's own and is left out. */
export function readMounts(text: string): readonly Mount[] {
  return text.split('\n').flatMap((line) => {
    const [, point, , options] = line.split(' ');
    if (point === undefined || options === undefined) return [];
    const path = point.replaceAll(/\\(\d{3})/g, (_, code: string) =>
      String.fromCodePoint(Number.parseInt(code, 8)),
    );
    return path === '/proc' || path.startsWith('/proc/')
      ? []
      : [{ point: path, options: options.split(',') }];
  });
}
