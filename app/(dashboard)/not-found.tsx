import { Text } from "@mantine/core";
import { LinkButton } from "@/_components/ui/link-button";
import { NoticePage } from "@/_components/ui/notice-page";

export default function DashboardNotFound() {
  return (
    <NoticePage code="404" title="There is nothing at this address">
      <Text>
        The link may be old, or the encounter or unit it names does not exist. Nothing is wrong with
        your account.
      </Text>
      <LinkButton href="/">Go to your start page</LinkButton>
    </NoticePage>
  );
}
