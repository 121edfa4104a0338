/** "Rizky" of "Rizky Pratama": as colleagues are called in lines that have little room. */
export function firstName(name: string): string {
  return name.trim().split(/\s+/u)[0] ?? name;
}
