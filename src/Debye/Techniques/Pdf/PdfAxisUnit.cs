namespace Debye.Techniques.Pdf;

/// <summary>What the first column of a file counts; given to the reader where the file does not say it.</summary>
public enum PdfAxisUnit
{
    /// <summary>Distance r, Å.</summary>
    RAngstrom,

    /// <summary>Distance r, nm; converted to Å.</summary>
    RNanometre,

    /// <summary>Momentum transfer Q, 1/Å.</summary>
    QPerAngstrom,

    /// <summary>Momentum transfer Q, 1/nm; converted to 1/Å.</summary>
    QPerNanometre,

    /// <summary>Scattering angle 2θ, degrees.</summary>
    TwoThetaDegrees,
}
