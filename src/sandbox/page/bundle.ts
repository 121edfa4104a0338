import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

/** One file of the page as it is served. */
export interface PageAsset {
  /** the path that it answers to, from the origin's root */
  path: string;
  contentType: string;
  body: Buffer | string;
}

let bundled: Promise<PageAsset[]> | undefined;

/**
 * The page of the local workspace: `/`, `/sandbox/page/app.js` and `/sandbox/page/app.css`. It is bundled once in a
 * process, in well under a second; a bundle that failed is tried again at the next call.
 */
export function pageAssets(): Promise<PageAsset[]> {
  bundled ??= bundle().catch((cause: unknown) => {
    bundled = undefined;
    throw cause;
  });
  return bundled;
}

async function bundle(): Promise<PageAsset[]> {
  const folder = import.meta.dirname;
  const [html, result] = await Promise.all([
    readFile(join(folder, "index.html"), "utf8"),
    build({
      entryPoints: [
        { in: join(folder, "main.tsx"), out: "app" },
        { in: join(folder, "styles", "page.css"), out: "app" },
      ],
      outdir: join(folder, "out"),
      write: false,
      bundle: true,
      minify: true,
      format: "esm",
      target: "es2024",
      jsx: "automatic",
      jsxImportSource: "preact",
      logLevel: "silent",
    }),
  ]);
  const scripts = result.outputFiles.map((file): PageAsset => {
    const isStyle = file.path.endsWith(".css");
    return {
      path: isStyle ? "/sandbox/page/app.css" : "/sandbox/page/app.js",
      contentType: isStyle ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8",
      body: Buffer.from(file.contents),
    };
  });
  return [{ path: "/", contentType: "text/html; charset=utf-8", body: html }, ...scripts];
}
