"""The wizard's logic, without Qt: from labelled images to a training job."""
