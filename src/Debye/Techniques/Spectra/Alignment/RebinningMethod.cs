namespace Debye.Techniques.Spectra.Alignment;

/// <summary>How counts come from the channels of a spectrum into common bins.</summary>
public enum RebinningMethod
{
    /// <summary>Every channel is divided among the bins that it overlaps, by width: no count is lost within the range.</summary>
    Overlap = 0,

    /// <summary>Values at the centres of the bins, linear between channels; outside of a spectrum its first or last value.</summary>
    Interpolation = 1,
}
