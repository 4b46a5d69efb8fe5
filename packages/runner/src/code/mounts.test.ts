import { expect, test } from 'vitest';

import { readMounts } from './mounts.ts';

test('mounts are read with their options; escaped spaces are spaces, and the kernel’s own are left out', () => {
  const text = [
    '/dev/vda / ext4 rw,relatime 0 0',
    'proc /proc proc rw 0 0',
    'tmpfs /proc/acpi tmpfs ro 0 0',
    '/dev/vdb /mnt/my\\040disk ext4 ro,nosuid 0 0',
    '',
  ].join('\n');
  expect(readMounts(text)).toEqual([
    { point: '/', options: ['rw', 'relatime'] },
    { point: '/mnt/my disk', options: ['ro', 'nosuid'] },
  ]);
});
