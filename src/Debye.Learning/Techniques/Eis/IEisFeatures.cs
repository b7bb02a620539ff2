using System.Collections.Immutable;
using Debye.Spectra;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Turns an impedance spectrum into numbers for a model. May keep buffers: one instance for each thread.</summary>
public interface IEisFeatures
{
    /// <summary>Identifier, stored in recipes and model packages; it changes whenever the numbers change.</summary>
    string Id { get; }

    /// <summary>Name of each number, in order.</summary>
    ImmutableArray<string> Names { get; }

    /// <summary>Computes the features.</summary>
    /// <param name="spectrum">At least two points of different frequency, in any order.</param>
    /// <param name="features">Receives as many numbers as there are names; NaN where one cannot be computed.</param>
    /// <exception cref="ArgumentException">The length is wrong, or the spectrum is too short.</exception>
    void Compute(ImpedanceSpectrum spectrum, Span<float> features);
}
