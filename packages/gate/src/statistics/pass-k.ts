/** Chance that at least one of `k` trials passes, unbiased from `passed` of `n`: 1 − C(n−c,k)/C(n,k) (Chen et al. 2021). */
export function passAtK(passed: number, n: number, k: number): number | undefined {
  const none = drawShare(n - passed, n, k);
  return none === undefined ? undefined : 1 - none;
}

/** Chance that all of `k` trials pass, unbiased from `passed` of `n`: C(c,k)/C(n,k) (Yao et al. 2024). */
export function passHatK(passed: number, n: number, k: number): number | undefined {
  return drawShare(passed, n, k);
}

/** Chance that at least `m` of `k` trials pass: Σ C(c,j)·C(n−c,k−j)/C(n,k). */
export function passAtLeast(
  trials: { readonly passed: number; readonly n: number },
  k: number,
  m: number,
): number | undefined {
  const { passed, n } = trials;
  if (k > n || k < 1) return undefined;
  let total = 0;
  for (let j = m; j <= k; j += 1) total += choose(passed, j) * choose(n - passed, k - j);
  return total / choose(n, k);
}

/** C(part, k) / C(whole, k) as a product, which cannot overflow; undefined for fewer than `k` trials. */
function drawShare(part: number, whole: number, k: number): number | undefined {
  if (k > whole || k < 1) return undefined;
  let share = 1;
  for (let drawn = 0; drawn < k; drawn += 1) share *= Math.max(0, part - drawn) / (whole - drawn);
  return share;
}

function choose(n: number, k: number): number {
  if (k < 0 || k > n) return 0;
  let ways = 1;
  for (let i = 1; i <= k; i += 1) ways = (ways * (n - k + i)) / i;
  return Math.round(ways);
}
