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

/** Git refuses `..`, a dot at an end and `.lock`; every dot is written otherwise, so that no two names meet. */
function refPart(name: string): string {
  return name.replaceAll('.', '%2e');
}
