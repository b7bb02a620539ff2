using Debye.Numerics;

namespace Debye.Learning.Techniques.Eis;

/// <summary>Makes labelled impedance spectra without end. May keep buffers: one instance for each thread.</summary>
public interface IEisExampleSource
{
    /// <summary>Draws a spectrum of one class.</summary>
    /// <param name="label">Name of the class.</param>
    /// <param name="random">Decides everything that is random: the same state gives the same spectrum.</param>
    /// <exception cref="ArgumentException">The source has no such class.</exception>
    LabelledImpedance Draw(string label, ref RandomSource random);
}
