/** Whether a scorer's reason says that the case has no expected answer to compare with. */
export const lacksExpected = (reason: string | undefined): boolean =>
  reason !== undefined && /The case has no (?:`expected`|expected )/u.test(reason);
