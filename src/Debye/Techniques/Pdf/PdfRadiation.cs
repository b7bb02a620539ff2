namespace Debye.Techniques.Pdf;

/// <summary>What is scattered.</summary>
public enum PdfRadiation
{
    /// <summary>X-rays: an atom weighs f(Q = 0), about its number of electrons.</summary>
    XRay,

    /// <summary>Neutrons: an atom weighs its bound coherent scattering length, which may be negative.</summary>
    Neutron,
}

/// <summary>Whose order of operations a calculation follows.</summary>
public enum PdfConvention
{
    /// <summary>Pairs are divided by their distance; the band limit comes before the envelopes (libdiffpy).</summary>
    DiffPy,

    /// <summary>
    /// Sums are divided by r of the grid; envelopes come before the band limit, which has no lower end (PDFfit2, PDFgui).
    /// </summary>
    PdfFit2,
}
