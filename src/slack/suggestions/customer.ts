import { suggestCustomers } from "../../crm/customers/suggest-customers.ts";
import { option } from "../blocks.ts";
import type { Suggestion } from "../define.ts";
import { customerSelect } from "../views/customers.actions.ts";

const mostOptions = 20;

/** Customers by typing: name, company, e-mail or phone; before anything is typed, the recent ones. */
export const suggestCustomer: Suggestion = {
  id: customerSelect,
  may: "customers:read",
  async run(ctx, typed) {
    const found = await suggestCustomers(ctx, typed, mostOptions);
    return found.map(({ contactId, name, companyName, jobTitle, email }) =>
      option([name, companyName].filter(Boolean).join(", "), contactId, [jobTitle, email].filter(Boolean).join(" · ")),
    );
  },
};
