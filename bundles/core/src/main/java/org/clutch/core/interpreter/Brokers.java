package org.clutch.core.interpreter;

import org.clutch.core.channel.ChannelBroker;
import org.clutch.core.channel.QueueBroker;
import org.clutch.core.extension.ExtensionRegistry;
import org.clutch.core.memory.RegionBroker;
import org.clutch.core.sync.SynchronizerBroker;

/** Where interpreters get their queues, channels, locks, regions and extension modules, and how Java types cross. */
record Brokers(QueueBroker queues, ChannelBroker channels, SynchronizerBroker synchronizers, RegionBroker regions,
        ExtensionRegistry extensions, CrossInterpreterTypes types) {}
