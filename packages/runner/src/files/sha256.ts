import { hash } from 'node:crypto';

import type { Sha256 } from '@pawl/core';

/** SHA-256 of a text, in hexadecimal. */
export const sha256: Sha256 = (text) => hash('sha256', text, 'hex');
