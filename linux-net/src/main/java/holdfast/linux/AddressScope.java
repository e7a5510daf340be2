package holdfast.linux;

/** Scopes of addresses, {@code RT_SCOPE_*} of linux/rtnetlink.h. */
public final class AddressScope {
    public static final int GLOBAL = 0;
    public static final int SITE = 200;
    public static final int LINK = 253;
    public static final int HOST = 254;
    public static final int NOWHERE = 255;

    private AddressScope() {}
}
