"""Training: data, patient-level splits, augmentation, the loop, and publishing a bundle."""
