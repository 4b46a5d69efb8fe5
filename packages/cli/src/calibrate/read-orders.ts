import type { JsonObject } from '@pawl/core';
import type { BothOrders } from '@pawl/gate';
import { z } from 'zod';

const preference = z.enum(['first', 'second', 'tie']);

const metadataSchema = z.object({ orders: z.array(z.tuple([preference, preference])).readonly() });

/** What a `pairwise` judge said in both orders, one pair for each of its votes; nothing of other scorers. */
export function readOrders(metadata: JsonObject | undefined): readonly BothOrders[] {
  const read = metadataSchema.safeParse(metadata);
  return read.success ? read.data.orders : [];
}
