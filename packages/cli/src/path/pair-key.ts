/** What a set on a target goes by in a map, or a case of a set. */
export const pairKey = (set: string, other: string): string => JSON.stringify([set, other]);
