import { Code, Text } from "@mantine/core";
import classes from "./demo-code.module.css";

/** For those who evaluate without a phone: where a demonstration account's code comes from. */
export const DemoCode = ({ email }: Readonly<{ email: string }>) => (
  <div className={classes.demo}>
    <Text size="sm" c="dimmed">
      Demonstration: on the machine that runs Wardcast, this prints the present code.
    </Text>
    <Code block mt={4} className={classes.command}>
      npm run demo:code -- {email}
    </Code>
  </div>
);
