import type { Comparison } from '@pawl/core';

/** The comparison by which people speak of an option: of all cases, under a primary scorer. */
export const isLeading = ({ primary, slice }: Comparison): boolean =>
  primary && slice === undefined;
