/** What was printed, whatever the width at which its lines were broken. */
export const onOneLine = (printed: string): string => printed.replaceAll(/\s+/gu, ' ');
