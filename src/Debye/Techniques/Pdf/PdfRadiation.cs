namespace Debye.Techniques.Pdf;

/// <summary>What was scattered.</summary>
public enum PdfRadiation
{
    /// <summary>X-rays: form factors that fall off with Q.</summary>
    XRay,

    /// <summary>Neutrons: one scattering length for each nucleus.</summary>
    Neutron,
}
