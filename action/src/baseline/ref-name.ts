/** The folder of refs in which a set's records on one target are kept; they are created once and never moved. */
export function refFolder(set: string, target: string): string {
  return `pawl/v1/${refPart(set)}/${refPart(target)}`;
}

/** The ref of the record of a commit, without `refs/`. */
export function commitRef(set: string, target: string, commit: string): string {
  return `${refFolder(set, target)}/${commit}`;
}

/** The ref of the record of a tree, without `refs/`: a squash or a rebase keeps the tree and changes the commit. */
export function treeRef(set: string, target: string, tree: string): string {
  return `${refFolder(set, target)}/tree-${tree}`;
}

/** The same again for a later measurement of the same commit or tree: the latest stamp is the newest record. */
export function stampedRef(ref: string, at: string): string {
  return `${ref}-${new Date(at).toISOString().replaceAll(/\D/g, '').slice(0, 14)}`;
}

/** Of the refs that begin with this one's name, the newest record of it; undefined where there is none. */
export function newestOf<T extends { readonly ref: string }>(
  found: readonly T[],
  ref: string,
): T | undefined {
  const full = `refs/${ref}`;
  return found
    .filter((one) => one.ref === full || /^-\d{14}$/.test(one.ref.slice(full.length)))
    .filter((one) => one.ref.startsWith(full))
    .toSorted((a, b) => (a.ref < b.ref ? 1 : -1))[0];
}

/** Git refuses `..`, a dot at an end and `.lock`; every dot is written otherwise, so that no two names meet. */
function refPart(name: string): string {
  return name.replaceAll('.', '%2e');
}
