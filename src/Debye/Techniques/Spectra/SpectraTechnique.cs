namespace Debye.Techniques.Spectra;

/// <summary>Any one-dimensional spectrum: readers, common bins, preprocessing, images.</summary>
public static class SpectraTechnique
{
    /// <summary>The technique's entry in the registry.</summary>
    public static Technique Description { get; } =
        new(
            "spectra",
            "Spectra of materials",
            "identify classes or refuse, explain, train and judge models, images for networks.",
            "energy, wavenumber, Raman shift, wavelength or channel",
            "keV, 1/cm, nm, µm or as the file has it",
            [
                "N. A. Mahynski et al., J. Radioanal. Nucl. Chem. 332, 3259 (2023), doi 10.1007/s10967-023-09024-x",
                "A. Savitzky, M. J. E. Golay, Anal. Chem. 36, 1627 (1964), doi 10.1021/ac60214a047",
                "R. J. Barnes, M. S. Dhanoa, S. J. Lister, Appl. Spectrosc. 43, 772 (1989), doi 10.1366/0003702894202201",
                "P. H. C. Eilers, Anal. Chem. 76, 370 (2004), doi 10.1021/ac034800e",
                "C. G. Ryan et al., Nucl. Instrum. Methods B 34, 396 (1988), doi 10.1016/0168-583X(88)90063-8",
            ]
        );
}
