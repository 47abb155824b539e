import { Group, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

interface Props {
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
}

export function SectionHeading({ title, children, actions }: Readonly<Props>) {
  return (
    <Group justify="space-between" align="flex-start" mb="md" gap="md">
      <div>
        <Title order={2} size="h3">
          {title}
        </Title>
        {children ? (
          <Text c="dimmed" size="sm" maw="68ch" mt={4}>
            {children}
          </Text>
        ) : null}
      </div>
      {actions}
    </Group>
  );
}
