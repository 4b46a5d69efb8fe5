/** P(X ≤ x) for a beta distribution. */
export function betaCdf(x: number, alpha: number, beta: number): number;
/** The x with P(X ≤ x) = p for a beta distribution. */
export function betaQuantile(p: number, alpha: number, beta: number): number;
/** P(X ≤ x) of `n` trials with success probability `p`. */
export function binomialCdf(x: number, n: number, p: number): number;
/** P(X ≤ x) for a normal distribution. */
export function normalCdf(x: number, mean: number, deviation: number): number;
/** The x with P(X ≤ x) = p for a normal distribution. */
export function normalQuantile(p: number, mean: number, deviation: number): number;
/** P(X ≤ x) for Student's t with real degrees of freedom. */
export function tCdf(x: number, degreesOfFreedom: number): number;
/** The x with P(X ≤ x) = p for Student's t with real degrees of freedom. */
export function tQuantile(p: number, degreesOfFreedom: number): number;
