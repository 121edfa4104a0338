import { describe, expect, it } from "vitest";
import { placeOf } from "../../../src/crm/access/workspace-place.ts";

describe("placeOf", () => {
  it.each([
    ["Asia/Jakarta", "en-US", { region: "ID", zone: "Asia/Jakarta", locale: "en-ID", currency: "IDR" }],
    ["Asia/Makassar", "id-ID", { region: "ID", zone: "Asia/Makassar", locale: "id-ID", currency: "IDR" }],
    ["Asia/Calcutta", "en-GB", { region: "IN", zone: "Asia/Calcutta", locale: "en-IN", currency: "INR" }],
    ["Europe/Berlin", "de-DE", { region: "DE", zone: "Europe/Berlin", locale: "de-DE", currency: "EUR" }],
    ["America/New_York", null, { region: "US", zone: "America/New_York", locale: "en-US", currency: "USD" }],
    ["Etc/UTC", "pt-BR", { region: "BR", zone: "Etc/UTC", locale: "pt-BR", currency: "BRL" }],
    [null, "fr-FR", { region: "FR", zone: "UTC", locale: "fr-FR", currency: "EUR" }],
    ["Mars/Olympus", "not a language", { region: "US", zone: "UTC", locale: "en-US", currency: "USD" }],
    [null, null, { region: "US", zone: "UTC", locale: "en-US", currency: "USD" }],
  ])("reads %s and %s", (zone, locale, place) => {
    expect(placeOf({ zone, locale })).toEqual(place);
  });
});
