import { headState } from '@pawl/runner';

/** The commit that is checked out, and whether files differ from it; nothing outside a repository. */
export async function repositoryState(
  root: string,
): Promise<{ readonly commit?: string; readonly dirty?: boolean }> {
  const state = await headState(root);
  return state === undefined ? {} : { commit: state.commit, dirty: state.dirty };
}
