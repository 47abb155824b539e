import type { NextConfig } from "next";

export default {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ["pg", "@node-rs/argon2"],
  experimental: {
    // forbidden() and unauthorized(): a page that is refused answers 403 or 401, not 200.
    authInterrupts: true,
    // As much as the front door lets through; see server/http/admission.ts.
    serverActions: { bodySizeLimit: "256kb" },
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@tabler/icons-react"],
  },
  // `npm run check` does both for the whole repository; once is enough.
  typescript: { ignoreBuildErrors: true },
} satisfies NextConfig;
