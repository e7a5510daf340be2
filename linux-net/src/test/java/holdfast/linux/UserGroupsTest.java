package holdfast.linux;

import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class UserGroupsTest {
    private static final int GROUP_NOBODY_HAS = 2_000_000_123;

    @Test
    void aUserIsNoMemberOfAGroupThatNobodyHas() throws LinuxException {
        assertFalse(UserGroups.isMember("root", GROUP_NOBODY_HAS));
    }

    @Test
    void aUserThatDoesNotExistIsInNoGroup() throws LinuxException {
        assertFalse(UserGroups.isMember("no-such-user", 0));
    }
}
