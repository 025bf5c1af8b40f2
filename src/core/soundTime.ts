/** The beginning of the year 1 and the end of the year 9999, a day apart from them for the sake of time zones. */
const [earliest, latest] = [-62_135_510_400_000, 253_402_214_400_000];

/**
 * The time as dates can be made of it: earlier versions stored whatever number an archive held, and nothing can be shown of some.
 * @param time Unix milliseconds
 */
export function soundTime(time: number): number {
  return Math.min(Math.max(time, earliest), latest);
}
