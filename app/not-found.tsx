import { Text } from "@mantine/core";
import type { Metadata } from "next";
import { LinkButton } from "./_components/ui/link-button";
import { NoticePage } from "./_components/ui/notice-page";
import { Wordmark } from "./_components/ui/wordmark";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main>
      <NoticePage title="There is nothing at this address">
        <Text>The link may be old. Nothing is wrong with your account.</Text>
        <LinkButton href="/">Go to your start page</LinkButton>
        <div>
          <Wordmark />
        </div>
      </NoticePage>
    </main>
  );
}
