/** What is made when it is first asked for, and then kept; what could not be made is tried again. */
export function whenNeeded<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  const forget = (): void => {
    made = undefined;
  };
  return () => {
    if (made === undefined) {
      made = make();
      made.catch(forget);
    }
    return made;
  };
}
