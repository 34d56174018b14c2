package org.clutch.core.interpreter;

import java.lang.annotation.Annotation;

/** What Declarative Services hands to the component. */
record Configuration(int spares) implements InterpretersConfiguration {
    @Override
    public Class<? extends Annotation> annotationType() {
        return InterpretersConfiguration.class;
    }
}
