"""What every part of the API needs: who asks, what they may, how often."""
