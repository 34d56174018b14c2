package org.clutch.itests;

import static org.clutch.itests.Pools.until;

import javax.inject.Inject;
import org.junit.After;
import org.junit.Before;
import org.osgi.framework.BundleContext;

/** What the tests of pools share: the pools of each test go at its end, and all their interpreters with them. */
public abstract class PoolContainerTest extends ContainerTest {
    @Inject
    protected BundleContext context;
    protected Pools pools;

    @Before
    public void begin() {
        pools = new Pools(context);
    }

    @After
    public void removePools() throws Exception {
        pools.close();
        until(() -> interpreters.list().stream().allMatch(each -> each.id() == 0));
    }
}
