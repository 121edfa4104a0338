import type { Region } from "./demo-companies.ts";

/**
 * Numbers for made-up people. Where a country keeps numbers for films and examples, these are they: the UK (Ofcom, 020 7946 0xxx),
 * the US (NANPA, 555-01xx), Australia (ACMA, 03 5550 xxxx), Germany (Bundesnetzagentur, 030 23125 xxx and 040 66969 xxx) and
 * France (Arcep, 01 99 00 xx xx). The others keep none; theirs are blocks of zeros that look like nobody's.
 */
export function demoPhone(region: Region, index: number): string {
  const two = String(index % 100).padStart(2, "0");
  const three = String(index % 1000).padStart(3, "0");
  const office = index % 3 === 0;
  switch (region) {
    case "ID":
      return office ? `+62 21-5000-0${three}` : `+62 ${["812", "813", "821", "857", "878"][index % 5]}-0000-0${three}`;
    case "SG":
      return office ? `+65 6000 0${three}` : `+65 9000 0${three}`;
    case "MY":
      return office ? `+60 3-2000 0${three}` : `+60 12-000 0${three}`;
    case "DE":
      return office ? `+49 40 66969 ${three}` : `+49 30 23125 ${three}`;
    case "NL":
      return `+31 20 200 0${three}`;
    case "GB":
      return `+44 20 7946 0${three}`;
    case "US":
      return `+1 206 555 01${two}`;
    case "AU":
      return `+61 3 5550 0${three}`;
    case "JP":
      return `+81 3-2000-0${three}`;
    case "IN":
      return `+91 98000 00${three}`;
    case "VN":
      return `+84 24 3200 0${three}`;
    case "PL":
      return `+48 58 300 0${three.slice(0, 1)} ${three.slice(1)}`;
    case "FR":
      return `+33 1 99 00 0${three.slice(0, 1)} ${three.slice(1)}`;
  }
}
