import { defineConfig } from "prisma/config";

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations" },
  // Only `prisma migrate` reads it; the product itself hands its address to the adapter.
  datasource: { url: process.env["DATABASE_URL"] ?? "postgresql://steward@127.0.0.1/steward" },
});
