import { acceptedScorers, type CellView } from './cell-view.ts';

/** The case or one of its deciding scorers is another one than when its values were accepted. */
export function isRescored(cell: CellView, caseId: string): boolean {
  const row = cell.baseline?.cases.get(caseId);
  if (row === undefined) return false;
  if (row.hash !== cell.arm.byId.get(caseId)?.hash) return true;
  const advisory = cell.baseline?.header.advisory ?? [];
  const { primary } = cell.policy;
  const isOwn = (name: string): boolean => cell.arm.scorers.get(name)?.cases !== undefined;
  const decided = Object.keys(row.scores).filter(
    (name) => !advisory.includes(name) && (isOwn(name) || primary?.includes(name) !== false),
  );
  const before = acceptedScorers(cell);
  return decided.some((name) => before[name] !== cell.arm.scorers.get(name)?.digest);
}
