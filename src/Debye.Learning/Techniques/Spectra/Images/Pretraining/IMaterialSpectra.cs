using Debye.Numerics;

namespace Debye.Learning.Techniques.Spectra.Images.Pretraining;

/// <summary>Made-up materials, measured anew each time. Immutable; safe from many threads.</summary>
internal interface IMaterialSpectra
{
    /// <summary>How many materials.</summary>
    int Materials { get; }

    /// <summary>A measurement for one thread, with its own buffers.</summary>
    IMaterialMeasurement CreateMeasurement();
}

/// <summary>Measures made-up materials on one thread.</summary>
internal interface IMaterialMeasurement
{
    /// <summary>Measures a material.</summary>
    /// <param name="material">Its number.</param>
    /// <param name="random">Decides how it is measured.</param>
    /// <returns>The spectrum on the scale that a network sees; valid until the next call.</returns>
    ReadOnlySpan<double> Draw(int material, ref RandomSource random);
}
